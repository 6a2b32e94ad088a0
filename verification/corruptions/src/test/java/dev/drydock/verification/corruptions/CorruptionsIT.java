package dev.drydock.verification.corruptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Thirty cases against real servers. */
class CorruptionsIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new CorruptionsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void givenThirtyCases_whenEachIsProven_thenEveryCorruptionIsFound() {
    // when
    int exit = run("--seed", "5", "--count", "30");

    // then
    assertThat(exit).describedAs(err.toString()).isZero();
    assertThat(out.toString()).contains("corruptions: passed").contains("cases=30");
  }
}
