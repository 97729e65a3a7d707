package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.afterimage.console.people.AuditLog;
import org.afterimage.start.FirstStartSteps.Step;

/** Sends test studies for who asks, at the console or over REST, with an entry in the audit log. */
@ApplicationScoped
public class TestStudies {
    private final FirstStart start;
    private final FirstStartSteps steps;
    private final ModelChoices choices;
    private final TestSender sender;
    private final AuditLog log;

    /** For the container. */
    public TestStudies(FirstStart start, FirstStartSteps steps, ModelChoices choices, TestSender sender, AuditLog log) {
        this.start = start;
        this.steps = steps;
        this.choices = choices;
        this.sender = sender;
        this.log = log;
    }

    /** Those that can be sent now. */
    public ModelChoices.Tests offered() throws SQLException {
        return choices.tests(start.working());
    }

    /**
     * Sends one.
     *
     * @param model id of the package that is to take it
     * @return its Study Instance UID; empty when none is offered for the model
     * @throws IOException with a sentence when it was not taken
     */
    public Optional<String> send(AuditLog.Who who, String model) throws SQLException, IOException {
        boolean isOffered =
                offered().choices().stream().anyMatch(test -> test.model().equals(model));
        if (!isOffered) {
            return Optional.empty();
        }
        String study = sender.send(SimulatedStudy.forModel(model).orElseThrow());
        steps.done(Step.TEST, study, who.person());
        log.add(who, new AuditLog.What("test-study.send", "study " + study, "", "sent for " + model));
        return Optional.of(study);
    }
}
