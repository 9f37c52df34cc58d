-- Where the pieces of a file lie: in "file_pieces", or in the operator's S3-compatible store. A file stays where it was put.
ALTER TABLE "files" ADD COLUMN "place" TEXT NOT NULL DEFAULT 'database' CHECK ("place" IN ('database', 'bucket'));

-- Files that are gone here, whichever way, whose pieces still lie in the store: they are taken away within the hour.
CREATE TABLE "files_left" (
    "organisation_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "left_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_left_pkey" PRIMARY KEY ("organisation_id","file_id")
);

CREATE FUNCTION leave_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO files_left (organisation_id, file_id, left_at) VALUES (OLD.organisation_id, OLD.id, now()) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER leaves AFTER DELETE ON "files" FOR EACH ROW WHEN (OLD.place = 'bucket') EXECUTE FUNCTION leave_file();
