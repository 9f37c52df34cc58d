-- Who holds the key that opens the ballots: the portal, or officers, each a part of it. Of theirs only the public half is here.
ALTER TABLE "elections" ADD COLUMN "keys" TEXT NOT NULL DEFAULT 'portal' CHECK ("keys" IN ('portal', 'officers'));
ALTER TABLE "elections" ADD COLUMN "officers_key" TEXT;
ALTER TABLE "elections" ADD CONSTRAINT "elections_officers_key" CHECK ("keys" = 'officers' OR "officers_key" IS NULL);
ALTER TABLE "elections" ADD CONSTRAINT "elections_seal_key" CHECK ("keys" = 'portal' OR "seal_key" IS NULL);
