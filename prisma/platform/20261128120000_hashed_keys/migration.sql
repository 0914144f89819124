-- Idempotency keys are kept as keyed hashes. Those that earlier versions kept in clear are found by this, and turned into hashes at the next start.
CREATE INDEX claim_in_clear ON claim (caller) WHERE key NOT LIKE 'hmac:%';
