-- A vote that an officer called off after the freeze, for good: nothing of it is ever opened or counted, and its keys are gone.
ALTER TABLE "elections" DROP CONSTRAINT "elections_state_check";
ALTER TABLE "elections" ADD CONSTRAINT "elections_state_check" CHECK ("state" IN ('draft', 'freezing', 'frozen', 'reading', 'counted', 'called-off'));
ALTER TABLE "elections" ADD COLUMN "called_off_at" TIMESTAMPTZ(3);
ALTER TABLE "elections" ADD COLUMN "called_off_by" UUID;
ALTER TABLE "elections" ADD COLUMN "called_off_reason" TEXT;
-- How far the notice of it has come among those who were told that the vote is open, and when it was through.
ALTER TABLE "elections" ADD COLUMN "off_told_up_to" UUID;
ALTER TABLE "elections" ADD COLUMN "off_told_at" TIMESTAMPTZ(3);
ALTER TABLE "elections" ADD CONSTRAINT "elections_called_off" CHECK (CASE WHEN "state" = 'called-off'
  THEN "called_off_at" IS NOT NULL AND "called_off_by" IS NOT NULL AND "called_off_reason" <> '' AND "token_key" IS NULL AND "seal_key" IS NULL AND "result" IS NULL
  ELSE "called_off_at" IS NULL END);

CREATE FUNCTION "keep_called_off"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" = 'called-off' AND NEW."state" <> 'called-off' THEN RAISE EXCEPTION 'what was called off stays so'; END IF;
  IF OLD."state" NOT IN ('frozen', 'called-off') AND NEW."state" = 'called-off' THEN RAISE EXCEPTION 'only a vote that is frozen is called off'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "called_off_stays" BEFORE UPDATE OF "state" ON "elections" FOR EACH ROW
  WHEN (OLD."state" = 'called-off' OR NEW."state" = 'called-off') EXECUTE FUNCTION "keep_called_off"();

-- The box's side: elections that take no more ballots and never get a result.
CREATE TABLE box.off (
  election uuid PRIMARY KEY
);
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.off FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
GRANT SELECT, INSERT ON box.off TO porten_box;

CREATE FUNCTION box.refuse_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM box.off WHERE election = NEW.election) THEN RAISE EXCEPTION 'the election was called off'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER not_off BEFORE INSERT ON box.head FOR EACH ROW EXECUTE FUNCTION box.refuse_off();
CREATE TRIGGER not_off BEFORE INSERT ON box.result FOR EACH ROW EXECUTE FUNCTION box.refuse_off();

-- As before (migration 0060), and "off" before all else: no receipt either for what would never be counted.
CREATE OR REPLACE FUNCTION box.cast_ballot(
  of_election uuid, hash bytea, pk bytea, number integer, content bytea, signature bytea, message bytea, token bytea,
  OUT outcome text, OUT free integer
) LANGUAGE plpgsql AS $$
DECLARE
  the_rule box.rule;
  is_paper boolean;
  is_above boolean;
  highest integer;
  highest_of_kind integer;
BEGIN
  LOCK TABLE box.inbox IN ROW EXCLUSIVE MODE;
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(pk, 'hex'), 0));
  SELECT * INTO the_rule FROM box.rule WHERE election = of_election;
  IF NOT FOUND THEN outcome := 'unknown'; RETURN; END IF;
  IF EXISTS (SELECT FROM box.off WHERE election = of_election) THEN outcome := 'off'; RETURN; END IF;

  IF EXISTS (SELECT FROM box.inbox WHERE election = of_election AND token_pk = pk AND seq = number AND ballot_hash = hash)
    OR EXISTS (SELECT FROM box.board WHERE election = of_election AND token_pk = pk AND seq = number AND ballot_hash = hash)
  THEN outcome := 'same'; RETURN; END IF;

  IF clock_timestamp() < the_rule.opens_at THEN outcome := 'early'; RETURN; END IF;
  IF clock_timestamp() >= the_rule.closes_at THEN outcome := 'late'; RETURN; END IF;
  is_paper := length(content) = the_rule.paper_bytes;
  IF NOT (length(content) = the_rule.screen_bytes OR (is_paper AND the_rule.paper <> 'none')) THEN outcome := 'size'; RETURN; END IF;
  IF EXISTS (SELECT FROM box.void WHERE election = of_election AND token_pk = pk) THEN outcome := 'void'; RETURN; END IF;

  -- Where paper counts before the screen, its numbers lie above all others.
  is_above := is_paper AND the_rule.paper = 'paper';
  SELECT max(seq), max(seq) FILTER (WHERE (seq >= 1000000) = is_above) INTO highest, highest_of_kind
    FROM (SELECT seq FROM box.inbox WHERE election = of_election AND token_pk = pk
          UNION ALL SELECT seq FROM box.board WHERE election = of_election AND token_pk = pk) AS cast_before;
  IF highest >= 1000000 AND NOT is_above THEN outcome := 'spent'; RETURN; END IF;
  IF highest_of_kind IS NOT NULL AND (NOT the_rule.is_revotable OR the_rule.paper = 'first') THEN outcome := 'spent'; RETURN; END IF;
  free := coalesce(highest_of_kind + 1, CASE WHEN is_above THEN 1000000 ELSE 1 END);
  IF number <> free THEN outcome := 'stale'; RETURN; END IF;

  INSERT INTO box.inbox VALUES (of_election, hash, pk, number, content, signature, message, token);
  outcome := 'taken';
  free := NULL;
END $$;
