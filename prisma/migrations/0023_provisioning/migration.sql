CREATE TABLE "provisioning_tokens" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hmac" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "provisioning_tokens_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE UNIQUE INDEX "provisioning_tokens_organisation_id_hmac_key" ON "provisioning_tokens"("organisation_id", "hmac");

CREATE TABLE "provisioned_people" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "external_id" TEXT,
    "gone_at" TIMESTAMPTZ(3),
    "was_frozen" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "provisioned_people_pkey" PRIMARY KEY ("organisation_id","person_id")
);
CREATE UNIQUE INDEX "provisioned_people_organisation_id_external_id_key" ON "provisioned_people"("organisation_id", "external_id");
ALTER TABLE "provisioned_people" ADD CONSTRAINT "provisioned_people_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "provisioned_groups" (
    "organisation_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "provisioned_groups_pkey" PRIMARY KEY ("organisation_id","group_id")
);
CREATE UNIQUE INDEX "provisioned_groups_organisation_id_external_id_key" ON "provisioned_groups"("organisation_id", "external_id");
ALTER TABLE "provisioned_groups" ADD CONSTRAINT "provisioned_groups_organisation_id_group_id_fkey" FOREIGN KEY ("organisation_id", "group_id") REFERENCES "groups"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
