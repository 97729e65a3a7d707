package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** The lists as tables for other programs, whole from a place on. */
@ApplicationScoped
public class ListTables {
    private final JobList jobs;
    private final StudyList studies;
    private final Exports exports;

    /** For the container. */
    public ListTables(JobList jobs, StudyList studies, Exports exports) {
        this.jobs = jobs;
        this.studies = studies;
        this.exports = exports;
    }

    /** All jobs of a query from its place on as a table; the audit log has who took it. */
    public Response jobs(JobQuery asked) {
        exports.taken("jobs.csv", asked.words());
        return Csv.answer("jobs.csv", csv -> {
            csv.row(
                    "job",
                    "state",
                    "reason_code",
                    "reason",
                    "route",
                    "model",
                    "destination",
                    "study_instance_uid",
                    "patient_id",
                    "patient_name",
                    "accession_number",
                    "created_at",
                    "ended_at");
            jobs.each(
                    asked,
                    row -> csv.row(
                            row.id(),
                            row.state(),
                            row.reasonCode(),
                            row.reason(),
                            row.route(),
                            row.model(),
                            row.destination(),
                            row.studyUid(),
                            row.patientId(),
                            row.patientName(),
                            row.accession(),
                            row.createdAt(),
                            row.endedAt()));
        });
    }

    /** All studies of a query from its place on as a table; the audit log has who took it. */
    public Response studies(StudyQuery asked) {
        exports.taken("studies.csv", asked.words());
        return Csv.answer("studies.csv", csv -> {
            csv.row(
                    "study_instance_uid",
                    "patient_id",
                    "patient_name",
                    "accession_number",
                    "study_date",
                    "description",
                    "modalities",
                    "state",
                    "last_received_at",
                    "jobs");
            studies.each(
                    asked,
                    row -> csv.row(
                            row.uid(),
                            row.patientId(),
                            row.patientName(),
                            row.accession(),
                            row.studyDate(),
                            row.description(),
                            row.modalities(),
                            row.state(),
                            row.lastReceivedAt(),
                            String.join(" ", row.jobs())));
        });
    }
}
