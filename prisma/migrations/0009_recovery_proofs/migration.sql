-- `recovery.channels` became `recovery.proofs`: one proof, in the first of these ways that the person has.
UPDATE "organisations"
SET "settings" = jsonb_set("settings" #- '{recovery,channels}', '{recovery,proofs}', jsonb_build_array("settings" #> '{recovery,channels}')),
    "version" = "version" + 1
WHERE "settings" #> '{recovery,channels}' IS NOT NULL;

-- A changed password ends whatever else the person has under way.
CREATE INDEX "journeys_organisation_id_person_id_idx" ON "journeys"("organisation_id", "person_id");
