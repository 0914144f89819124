-- What a token may cost in a minute, where that is less than what each credential may.
ALTER TABLE api_token ADD COLUMN minute_budget integer CHECK (minute_budget > 0);
