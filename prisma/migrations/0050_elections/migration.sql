-- The portal's side of a vote: what is asked, and who may vote. What was voted lies in the schema "box", and no id leads there.
CREATE TABLE "elections" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft' CHECK ("state" IN ('draft', 'freezing', 'frozen', 'counted')),
    "title" JSONB NOT NULL,
    "questions" JSONB NOT NULL DEFAULT '[]',
    "group_ids" UUID[] NOT NULL DEFAULT '{}',
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "is_revotable" BOOLEAN NOT NULL,
    "verify" TEXT NOT NULL CHECK ("verify" IN ('board', 'content')),
    "quorum" SMALLINT NOT NULL CHECK ("quorum" BETWEEN 0 AND 100),
    "reminds" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_by" UUID,
    "frozen_at" TIMESTAMPTZ(3),
    "frozen_up_to" UUID,
    "manifest" TEXT,
    "token_key" BYTEA,
    "seal_key" BYTEA,
    "told_up_to" UUID,
    "told_at" TIMESTAMPTZ(3),
    "reminded_up_to" UUID,
    "reminded_at" TIMESTAMPTZ(3),
    "result" JSONB,
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "elections_pkey" PRIMARY KEY ("organisation_id","id"),
    CONSTRAINT "elections_end" CHECK ("closes_at" > "opens_at")
);
CREATE INDEX "elections_organisation_id_created_at_idx" ON "elections"("organisation_id", "created_at");
CREATE INDEX "elections_state_idx" ON "elections"("state");

-- Who may vote, and who has collected a voting card. No time stands here and no foreign key: each night all of it is written
-- anew in the order of its keys, so that nothing is left of the order in which cards were collected.
CREATE TABLE "election_roll" (
    "organisation_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'none' CHECK ("state" IN ('none', 'issued')),
    "blinded_hash" BYTEA,
    "blind_sig" BYTEA,
    "is_told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "election_roll_pkey" PRIMARY KEY ("organisation_id","election_id","person_id")
);
CREATE INDEX "election_roll_organisation_id_person_id_idx" ON "election_roll"("organisation_id", "person_id");
