package dev.drydock.verification.failpoints.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.verification.failpoints.agent.Point.Moment;
import dev.drydock.verification.failpoints.agent.Point.Provocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueFormTest {
  @Test
  void oneLineIsAPointPerServiceAndMoment() {
    var points =
        Catalogue.parse(
            """
            # comment
            $x  com.example
            send  a,b  $x.Relay#send  around
            """);

    assertThat(points)
        .extracting(Point::name)
        .containsExactlyInAnyOrder(
            "a.send.before", "a.send.after", "b.send.before", "b.send.after");
    assertThat(points).extracting(Point::type).containsOnly("com.example.Relay");
  }

  @Test
  void attributesAreRead() {
    var points =
        Catalogue.parse(
            """
            $x  com.example
            put  a  $x.Store#put(List,int)  before  engine  in=$x.Caller  hit=3  whole-rollback  after=SERVICE.send:HALT
            """);

    assertThat(points)
        .containsExactly(
            new Point(
                "a.put",
                "a",
                "com.example.Store",
                "put",
                List.of("List", "int"),
                Moment.BEFORE,
                true,
                "com.example.Caller",
                3,
                true,
                java.util.Optional.of(new Provocation("a.send", "HALT"))));
  }

  @Test
  void aLineWithoutAMomentIsRefused() {
    assertThatThrownBy(() -> Catalogue.parse("put  a  com.example.Store#put"))
        .hasMessageContaining("put  a");
    assertThatThrownBy(() -> Catalogue.parse("put  a  com.example.Store#put  sometimes"))
        .hasMessageContaining("sometimes");
  }
}
