-- A grant may be bounded to groups. One whose groups are all gone stays bounded, and reaches nobody.
ALTER TABLE "role_grants" ADD COLUMN "is_bounded" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_bounded_is_of_the_desk" CHECK (NOT "is_bounded" OR "role" = 'caseworker') NOT VALID;

CREATE TABLE "role_scopes" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "role_scopes_pkey" PRIMARY KEY ("organisation_id","person_id","role","group_id")
);
CREATE INDEX "role_scopes_organisation_id_group_id_idx" ON "role_scopes"("organisation_id", "group_id");
ALTER TABLE "role_scopes" ADD CONSTRAINT "role_scopes_organisation_id_person_id_role_fkey" FOREIGN KEY ("organisation_id", "person_id", "role") REFERENCES "role_grants"("organisation_id", "person_id", "role") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "role_scopes" ADD CONSTRAINT "role_scopes_organisation_id_group_id_fkey" FOREIGN KEY ("organisation_id", "group_id") REFERENCES "groups"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
