package dev.drydock.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private final List<LogRecord> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger(ProblemResponses.class.getName());
  private final Handler remembering =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(remembering);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(remembering);
  }

  @Test
  void whenSomethingIsThrown_thenTheLogHoldsTheIncidentAndTheClassesAndNoMessage() {
    var thrown = new IllegalStateException("outer hunter2", new RuntimeException("inner hunter2"));

    var problem = ProblemResponses.incident(thrown, "/api/v1/tenants\nforged");

    assertThat(logged).hasSize(1);
    assertThat(logged.getFirst().getThrown()).isNull();
    assertThat(new PatternFormatter("%s%e").format(logged.getFirst()))
        .contains(String.valueOf(problem.extensions().get("incident")))
        .contains("/api/v1/tenants?forged", "IllegalStateException", "RuntimeException", "\tat ")
        .doesNotContain("hunter2");
    assertThat(problem.json(null)).doesNotContain("hunter2", "IllegalState");
  }
}
