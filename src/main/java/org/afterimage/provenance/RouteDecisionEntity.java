package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a route decided on a series, and why. */
@Entity
@Table(name = "route_decision")
public class RouteDecisionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "series_id")
    private SeriesEntity series;

    private String route;
    private boolean taken;
    private String sentence;

    private String clauses;

    @Column(name = "decided_at")
    private Instant decidedAt;

    /** For Hibernate. */
    protected RouteDecisionEntity() {}

    /** The first decision of a route on a series, yet without a content. */
    public RouteDecisionEntity(SeriesEntity series, String route) {
        this.series = series;
        this.route = route;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The series that it is about. */
    public SeriesEntity series() {
        return series;
    }

    /** The route. */
    public String route() {
        return route;
    }

    /** Whether the route took the series. */
    public boolean taken() {
        return taken;
    }

    /** Why it did not, in one sentence; {@code taken} when it did. */
    public String sentence() {
        return sentence;
    }

    /** Each clause with what it looked at, as JSON. */
    public String clauses() {
        return clauses;
    }

    /** When it was decided. */
    public Instant decidedAt() {
        return decidedAt;
    }

    /** Takes the place of what was decided before. */
    public void decided(boolean isTaken, String why, String clausesJson, Instant now) {
        taken = isTaken;
        sentence = why;
        clauses = clausesJson;
        decidedAt = now;
    }
}
