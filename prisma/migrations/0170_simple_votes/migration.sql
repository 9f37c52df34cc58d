-- How ballots are kept: 'sealed' in the box, under cards that nobody can tell apart; or 'simple', here, without a name or a time.
-- A simple vote has no keys and no paper, and nobody votes in it twice.
ALTER TABLE "elections" ADD COLUMN "mode" TEXT NOT NULL DEFAULT 'sealed' CHECK ("mode" IN ('sealed', 'simple'));
ALTER TABLE "elections" ADD CONSTRAINT "elections_simple" CHECK ("mode" = 'sealed'
  OR (NOT "is_revotable" AND "paper" = 'none' AND "keys" = 'portal' AND "token_key" IS NULL AND "seal_key" IS NULL));

-- Members are told how their ballots are kept: from the freeze on it stays, and what was frozen is never a draft again.
CREATE FUNCTION "keep_mode"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."mode" <> OLD."mode" THEN RAISE EXCEPTION 'a vote keeps its mode from the freeze on'; END IF;
  IF NEW."state" = 'draft' THEN RAISE EXCEPTION 'what was frozen is no draft any more'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "mode_stays" BEFORE UPDATE OF "mode", "state" ON "elections" FOR EACH ROW WHEN (OLD."state" <> 'draft') EXECUTE FUNCTION "keep_mode"();

-- Whether somebody has voted in a simple vote. In a sealed one nobody knows: there the state tells who has collected a card.
ALTER TABLE "election_roll" ADD COLUMN "has_voted" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "election_roll" ADD CONSTRAINT "election_roll_voted" CHECK (NOT "has_voted" OR "state" = 'none');

-- What was voted in simple votes: a row for each answer, under a number that nobody chose, so that not even the answers of one
-- ballot can be joined. No person, no time. Each night, and when a vote has ended, all of it is written anew in this order.
CREATE TABLE "election_answers" (
    "organisation_id" UUID NOT NULL,
    "election_id" UUID NOT NULL,
    "question" SMALLINT NOT NULL CHECK ("question" >= 0),
    "id" UUID NOT NULL,
    "choice" SMALLINT[] NOT NULL,

    CONSTRAINT "election_answers_pkey" PRIMARY KEY ("organisation_id","election_id","question","id")
);

CREATE FUNCTION "keep_answer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an answer stays as it was given';
END $$;
CREATE TRIGGER "stays" BEFORE UPDATE ON "election_answers" FOR EACH STATEMENT EXECUTE FUNCTION "keep_answer"();

-- What casting and counting wait for: many cast at once, and the count waits for all who passed the clock before it.
CREATE FUNCTION "vote_lock"("of_organisation" UUID, "of_election" UUID) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
  $$ SELECT hashtextextended('vote ' || "of_organisation"::text || ' ' || "of_election"::text, 0) $$;

-- Somebody's ballot in a simple vote, once, or the reason why not: it marks the roll and adds the answers in one transaction. The
-- clock is asked after the locks, so nothing comes in behind the count.
CREATE FUNCTION "cast_simple"("of_organisation" UUID, "of_election" UUID, "of_person" UUID, "choices" JSONB) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  the_vote "elections";
  voted BOOLEAN;
BEGIN
  PERFORM pg_advisory_xact_lock_shared("vote_lock"("of_organisation", "of_election"));
  SELECT "has_voted" INTO voted FROM "election_roll"
    WHERE "organisation_id" = "of_organisation" AND "election_id" = "of_election" AND "person_id" = "of_person" FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  SELECT * INTO the_vote FROM "elections" WHERE "organisation_id" = "of_organisation" AND "id" = "of_election" AND "mode" = 'simple';
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  IF voted THEN RETURN 'voted'; END IF;
  IF the_vote."state" <> 'frozen' OR clock_timestamp() >= the_vote."closes_at" THEN RETURN 'late'; END IF;
  IF clock_timestamp() < the_vote."opens_at" THEN RETURN 'early'; END IF;
  IF jsonb_array_length("choices") <> jsonb_array_length(the_vote."questions") THEN RAISE EXCEPTION 'a ballot answers every question'; END IF;
  UPDATE "election_roll" SET "has_voted" = true
    WHERE "organisation_id" = "of_organisation" AND "election_id" = "of_election" AND "person_id" = "of_person";
  INSERT INTO "election_answers" ("organisation_id", "election_id", "question", "id", "choice")
    SELECT "of_organisation", "of_election", place - 1, gen_random_uuid(), ARRAY(SELECT jsonb_array_elements_text(answer)::smallint)
    FROM jsonb_array_elements("choices") WITH ORDINALITY AS given (answer, place);
  RETURN 'taken';
END $$;
