-- The one that also knows the order of a group's people takes its place.
DROP INDEX CONCURRENTLY "group_members_organisation_id_group_id_idx";
