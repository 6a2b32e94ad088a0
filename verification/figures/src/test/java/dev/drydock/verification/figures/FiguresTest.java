package dev.drydock.verification.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FiguresTest {
  @Command(name = "toy")
  static final class Toy extends Verification {
    private final List<String> violations;
    private final boolean possible;

    Toy(boolean possible, String... violations) {
      this.possible = possible;
      this.violations = List.of(violations);
    }

    @Override
    protected Figures verify() {
      if (!possible) {
        throw new NotCarriedOut("nothing was injected");
      }
      return Figures.of("toy").with("states", 3).violations(violations).figures();
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Toy toy, String... arguments) {
    return new CommandLine(toy)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void givenNoViolation_thenOneLineAndZero() {
    assertThat(run(new Toy(true))).isZero();
    assertThat(out.toString().strip()).isEqualTo("toy: passed states=3");
  }

  @Test
  void givenAViolation_thenItIsNamedAndOne() {
    assertThat(run(new Toy(true, "seed 7: two effects"))).isEqualTo(1);
    assertThat(out.toString().strip()).isEqualTo("toy: 1 violations states=3");
    assertThat(err.toString()).contains("violation: seed 7: two effects");
  }

  @Test
  void givenJson_thenOneObject() {
    assertThat(run(new Toy(true), "-o", "json")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("{\"verification\":\"toy\",\"passed\":true,\"states\":3,\"violations\":[]}");
  }

  @Test
  void givenNothingCouldBeDone_thenThree() {
    assertThat(run(new Toy(false))).isEqualTo(3);
    assertThat(err.toString()).contains("nothing was injected");
  }
}
