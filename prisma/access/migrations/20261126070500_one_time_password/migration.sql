-- Until when a password that an administrator set opens the way to choose another; null: it is the user's own.
ALTER TABLE "user" ADD COLUMN one_time_until timestamptz(3);
