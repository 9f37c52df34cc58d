CREATE TABLE "daily_counts" (
    "organisation_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "daily_counts_pkey" PRIMARY KEY ("organisation_id","day","kind")
);

CREATE TABLE "daily_count_marks" (
    "organisation_id" UUID NOT NULL,
    "counted_to" DATE NOT NULL,
    "people_counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_count_marks_pkey" PRIMARY KEY ("organisation_id")
);
