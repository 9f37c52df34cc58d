-- "Look a code up" of a paper ballot asks by the beginning of a ballot's hash.
CREATE INDEX "board_ballot_hash_idx" ON box.board (ballot_hash);

-- What of both channels counts (lib/ballots/schema.ts): votes that were prepared before have no paper.
ALTER TABLE "elections" ADD COLUMN "paper" TEXT NOT NULL DEFAULT 'none' CHECK ("paper" IN ('none', 'last', 'paper', 'first'));

-- 'reading': the ballots are open, and officers enter those on paper.
ALTER TABLE "elections" DROP CONSTRAINT "elections_state_check";
ALTER TABLE "elections" ADD CONSTRAINT "elections_state_check" CHECK ("state" IN ('draft', 'freezing', 'frozen', 'reading', 'counted'));

-- Pictures of paper ballots that were opened after the end, by the hash of the picture. Nothing leads to a card or a person.
CREATE TABLE "election_papers" (
    "organisation_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "image_hash" BYTEA NOT NULL,
    "image" BYTEA NOT NULL,

    CONSTRAINT "election_papers_pkey" PRIMARY KEY ("organisation_id","election_id","image_hash"),
    CONSTRAINT "election_papers_hash" CHECK (sha256("image") = "image_hash")
);

-- What officers read on them: the first two each by themselves, a third where those differ. No time, and nobody twice.
CREATE TABLE "election_paper_entries" (
    "organisation_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "image_hash" BYTEA NOT NULL,
    "place" SMALLINT NOT NULL CHECK ("place" BETWEEN 1 AND 3),
    "entered_by" UUID NOT NULL,
    -- a choice for each question; null: it can't be read
    "choices" JSONB,

    CONSTRAINT "election_paper_entries_pkey" PRIMARY KEY ("organisation_id","election_id","image_hash","place"),
    CONSTRAINT "election_paper_entries_paper" FOREIGN KEY ("organisation_id","election_id","image_hash") REFERENCES "election_papers"("organisation_id","election_id","image_hash") ON DELETE CASCADE ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "election_paper_entries_officer_key" ON "election_paper_entries"("organisation_id","election_id","image_hash","entered_by");

-- Places are filled in their order, and the third only where the first two differ; nothing is changed afterwards.
CREATE FUNCTION "check_paper_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before integer;
  variants integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'what an officer entered stays'; END IF;
  PERFORM FROM "election_papers" WHERE "organisation_id" = NEW."organisation_id" AND "election_id" = NEW."election_id" AND "image_hash" = NEW."image_hash" FOR UPDATE;
  SELECT count(*), count(DISTINCT coalesce("choices"::text, '-')) INTO before, variants FROM "election_paper_entries"
    WHERE "organisation_id" = NEW."organisation_id" AND "election_id" = NEW."election_id" AND "image_hash" = NEW."image_hash";
  IF NEW."place" <> before + 1 THEN RAISE EXCEPTION 'this place is not the next one' USING ERRCODE = 'unique_violation'; END IF;
  IF NEW."place" = 3 AND variants < 2 THEN RAISE EXCEPTION 'two officers agree already' USING ERRCODE = 'unique_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "in_order" BEFORE INSERT OR UPDATE ON "election_paper_entries" FOR EACH ROW EXECUTE FUNCTION "check_paper_entry"();

-- No result before every paper ballot is settled: two alike, or three.
CREATE FUNCTION "check_papers_settled"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "election_papers" p WHERE p."organisation_id" = NEW."organisation_id" AND p."election_id" = NEW."id" AND NOT EXISTS (
      SELECT FROM "election_paper_entries" e
      WHERE e."organisation_id" = p."organisation_id" AND e."election_id" = p."election_id" AND e."image_hash" = p."image_hash"
      HAVING count(*) = 3 OR (count(*) = 2 AND count(DISTINCT coalesce(e."choices"::text, '-')) = 1)))
  THEN RAISE EXCEPTION 'a paper ballot is not settled'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "papers_settled" BEFORE UPDATE OF "state" ON "elections" FOR EACH ROW WHEN (NEW."state" = 'counted') EXECUTE FUNCTION "check_papers_settled"();
