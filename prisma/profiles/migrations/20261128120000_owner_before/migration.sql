-- Whose an anonymous client was, and is again: while a hold or a duty keeps anything of it, it is hidden as an erased one is.
ALTER TABLE client ADD COLUMN owner_before uuid;
