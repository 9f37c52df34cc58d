-- Kept before it was said for which servers and account: it has to be typed anew.
DELETE FROM "directory_secrets";
ALTER TABLE "directory_secrets" ADD COLUMN "target" TEXT NOT NULL, DROP CONSTRAINT "directory_secrets_pkey";
ALTER TABLE "directory_secrets" ADD CONSTRAINT "directory_secrets_pkey" PRIMARY KEY ("organisation_id", "target");
