package dev.drydock.verification.failpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.verification.failpoints.agent.Catalogue;
import dev.drydock.verification.failpoints.agent.Point;
import dev.drydock.verification.failpoints.agent.hook.Action;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnreachedTest {
  private static final Point POINT = Catalogue.points().getFirst();

  private static Case with(Action action) {
    return new Case(POINT, action, "*");
  }

  @Test
  void aLineIsForOneActionOrForAll() {
    var one = Unreached.parse("# comment\n" + POINT.name() + "  halt  nobody can\n");
    var all = Unreached.parse(POINT.name() + "  *  nobody ever can\n");

    assertThat(one.why(with(Action.HALT))).hasValue("nobody can");
    assertThat(one.why(with(Action.STOP))).isEmpty();
    assertThat(all.why(with(Action.STOP))).hasValue("nobody ever can");
  }

  @Test
  void whatIsListedIsInTheCatalogue() {
    assertThat(Catalogue.points().stream().map(Point::name).collect(Collectors.toSet()))
        .containsAll(Unreached.listed().points());
  }
}
