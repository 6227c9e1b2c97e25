"""区划 部门 岗位: divisions of five levels, authorities, dated postings, calendars."""
