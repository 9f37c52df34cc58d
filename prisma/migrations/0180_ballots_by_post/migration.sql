-- Ballots on paper that the office makes for people who asked for one by post: so many cards at once, and of nobody which is whose.
-- 'paper_office': the card was made for a pile of sheets. Of the pile, not of the sheet, tells `post_batch`: 0 for who waits for one.
ALTER TABLE "election_roll" DROP CONSTRAINT "election_roll_state_check";
ALTER TABLE "election_roll" ADD CONSTRAINT "election_roll_state_check" CHECK ("state" IN ('none', 'issued', 'paper_office'));
ALTER TABLE "election_roll" ADD COLUMN "post_batch" SMALLINT CHECK ("post_batch" >= 0);
ALTER TABLE "election_roll" ADD CONSTRAINT "election_roll_post" CHECK (("state" = 'paper_office') = (coalesce("post_batch", 0) > 0));
-- No card of the office is kept with a person: what was signed stands nowhere.
ALTER TABLE "election_roll" ADD CONSTRAINT "election_roll_unlinked" CHECK ("state" <> 'paper_office' OR ("blinded_hash" IS NULL AND "blind_sig" IS NULL));

-- One pile each: what was asked to be signed, as one hash of all of it, for a browser that asks again.
CREATE TABLE "election_post_batches" (
    "organisation_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "batch" SMALLINT NOT NULL CHECK ("batch" > 0),
    "cards" SMALLINT NOT NULL CHECK ("cards" >= 10),
    "wishes_hash" BYTEA NOT NULL,

    CONSTRAINT "election_post_batches_pkey" PRIMARY KEY ("organisation_id","election_id","batch")
);
CREATE UNIQUE INDEX "election_post_batches_wishes_key" ON "election_post_batches"("organisation_id", "election_id", "wishes_hash");
