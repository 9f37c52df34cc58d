-- What somebody added to a message in the contact form: seen by whom the case is, and gone with it, bytes and all, whoever takes it away
CREATE TABLE "contact_files" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,

    CONSTRAINT "contact_files_pkey" PRIMARY KEY ("organisation_id","id")
);
ALTER TABLE "contact_files" ADD CONSTRAINT "contact_files_organisation_id_message_id_fkey" FOREIGN KEY ("organisation_id", "message_id") REFERENCES "contact_messages"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "contact_files" ADD CONSTRAINT "contact_files_organisation_id_file_id_fkey" FOREIGN KEY ("organisation_id", "file_id") REFERENCES "files"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "contact_files_organisation_id_message_id_idx" ON "contact_files"("organisation_id", "message_id");
CREATE INDEX "contact_files_organisation_id_file_id_idx" ON "contact_files"("organisation_id", "file_id");

CREATE FUNCTION "contact_file_is_gone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM files WHERE organisation_id = OLD.organisation_id AND id = OLD.file_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "contact_file_is_gone" AFTER DELETE ON "contact_files" FOR EACH ROW EXECUTE FUNCTION "contact_file_is_gone"();
