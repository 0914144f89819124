-- From where a session was opened (address, browser), sealed under its user's key; null of those that began before.
ALTER TABLE session ADD COLUMN origin bytea;
