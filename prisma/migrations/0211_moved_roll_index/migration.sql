CREATE INDEX CONCURRENTLY "election_roll_moved" ON "election_roll"("organisation_id", "election_id", "state", "has_voted") WHERE "state" <> 'none' OR "has_voted";
