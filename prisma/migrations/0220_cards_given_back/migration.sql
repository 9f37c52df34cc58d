-- A card is given back for a ballot by post in two databases: the box withdraws it, the portal puts its holder on the list. Between the
-- two the portal keeps a random ticket with the person, and the box keeps it with the card that it withdrew: asked again after a lost
-- answer it says the same, and a card that was withdrawn for one person gives no second one a new card. Done, the portal forgets it.
ALTER TABLE "election_roll" ADD COLUMN "giving_back" BYTEA;
ALTER TABLE "election_roll" ADD CONSTRAINT "election_roll_giving_back" CHECK ("giving_back" IS NULL OR "state" = 'issued');
ALTER TABLE box.void ADD COLUMN ticket bytea;

-- One card withdrawn, or the reason why not. Behind the same locks as a ballot, so that nothing comes in for a card that is gone, and by
-- the same clock. Where a ballot can't be changed, a card that has cast one stays.
CREATE FUNCTION box.withdraw_card(of_election uuid, pk bytea, its_proof bytea, its_ticket bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  the_rule box.rule;
  former box.void;
BEGIN
  LOCK TABLE box.inbox IN ROW EXCLUSIVE MODE;
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(pk, 'hex'), 0));
  SELECT * INTO the_rule FROM box.rule WHERE election = of_election;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  SELECT * INTO former FROM box.void WHERE election = of_election AND token_pk = pk;
  IF FOUND THEN RETURN CASE WHEN former.ticket = its_ticket THEN 'void' ELSE 'other' END; END IF;
  IF clock_timestamp() >= the_rule.closes_at OR EXISTS (SELECT FROM box.off WHERE election = of_election) THEN RETURN 'late'; END IF;
  IF NOT the_rule.is_revotable AND (EXISTS (SELECT FROM box.inbox WHERE election = of_election AND token_pk = pk)
    OR EXISTS (SELECT FROM box.board WHERE election = of_election AND token_pk = pk))
  THEN RETURN 'spent'; END IF;
  INSERT INTO box.void (election, token_pk, proof, ticket) VALUES (of_election, pk, its_proof, its_ticket);
  RETURN 'void';
END $$;
REVOKE ALL ON FUNCTION box.withdraw_card FROM PUBLIC;
GRANT EXECUTE ON FUNCTION box.withdraw_card TO porten_box;
