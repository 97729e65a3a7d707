package org.afterimage.retract;

import java.time.Instant;

/** Something by which outputs are chosen. Each is a condition on the job {@code j} that made them, with one value. */
public sealed interface Criterion {
    /** The condition in SQL, in which the value has a name. */
    String condition(String value);

    /** The value. */
    Object value();

    /** The criterion as a person would say it. */
    String words();

    /** Whether it holds for a job that has made nothing yet, too. */
    default boolean concernsUnfinishedJobs() {
        return true;
    }

    /**
     * What a model version made.
     *
     * @param id of the package
     * @param version of the package
     */
    record ByModel(String id, String version) implements Criterion {
        @Override
        public String condition(String value) {
            return "j.model_version_id in (select id from model_version where model_id || '@' || version = " + value
                    + ")";
        }

        @Override
        public String value() {
            return id + "@" + version;
        }

        @Override
        public String words() {
            return "model " + value();
        }
    }

    /**
     * What a route asked for.
     *
     * @param name of the route
     */
    record ByRoute(String name) implements Criterion {
        @Override
        public String condition(String value) {
            return "j.route = " + value;
        }

        @Override
        public String value() {
            return name;
        }

        @Override
        public String words() {
            return "route " + name;
        }
    }

    /**
     * What was made at a time or later.
     *
     * @param time the earliest
     */
    record From(Instant time) implements Criterion {
        @Override
        public String condition(String value) {
            return madeAt(">=", value);
        }

        @Override
        public Instant value() {
            return time;
        }

        @Override
        public String words() {
            return "made from " + time;
        }

        @Override
        public boolean concernsUnfinishedJobs() {
            return false;
        }
    }

    /**
     * What was made before a time.
     *
     * @param time the first that is too late
     */
    record Before(Instant time) implements Criterion {
        @Override
        public String condition(String value) {
            return madeAt("<", value);
        }

        @Override
        public Instant value() {
            return time;
        }

        @Override
        public String words() {
            return "made before " + time;
        }

        @Override
        public boolean concernsUnfinishedJobs() {
            return false;
        }
    }

    /**
     * One derived series.
     *
     * @param seriesInstanceUid its Series Instance UID (0020,000E)
     */
    record BySeries(String seriesInstanceUid) implements Criterion {
        @Override
        public String condition(String value) {
            return "j.id in (select job_id from derived_series where series_instance_uid = " + value + ")";
        }

        @Override
        public String value() {
            return seriesInstanceUid;
        }

        @Override
        public String words() {
            return "series " + seriesInstanceUid;
        }

        @Override
        public boolean concernsUnfinishedJobs() {
            return false;
        }
    }

    private static String madeAt(String comparison, String value) {
        return "(select min(d.made_at) from derived_series s join derived_instance d on d.derived_series_id = s.id"
                + " where s.job_id = j.id) " + comparison + " " + value;
    }
}
