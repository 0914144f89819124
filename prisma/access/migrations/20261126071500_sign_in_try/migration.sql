-- Refused tries to sign in, counted by all processes together. Keys are fingerprints of address, account or device.
-- UNLOGGED: counting costs no write to the log, and a crash forgets it.
CREATE UNLOGGED TABLE sign_in_try (
  key bytea PRIMARY KEY,
  tries integer NOT NULL,
  until timestamptz(3) NOT NULL
);
CREATE INDEX sign_in_try_until ON sign_in_try (until);
