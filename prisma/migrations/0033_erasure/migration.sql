ALTER TABLE "cases" DROP CONSTRAINT "cases_kind_is_known";
ALTER TABLE "cases" ADD CONSTRAINT "cases_kind_is_known" CHECK ("kind" IN ('not-me', 'call', 'erasure')) NOT VALID;
