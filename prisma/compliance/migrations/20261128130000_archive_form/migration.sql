-- In which form the archive of an export or a production was asked for. Those before have the first: not all modules answered, and no page was kept.
ALTER TABLE data_subject_request ADD COLUMN form integer NOT NULL DEFAULT 1;
ALTER TABLE data_subject_request ALTER COLUMN form DROP DEFAULT;
ALTER TABLE production ADD COLUMN form integer NOT NULL DEFAULT 1;
ALTER TABLE production ALTER COLUMN form DROP DEFAULT;
