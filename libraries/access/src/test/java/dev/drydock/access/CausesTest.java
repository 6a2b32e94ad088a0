package dev.drydock.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CausesTest {
  private static final String SECRET = "jdbc:postgresql://db/shop?password=hunter2";

  @Test
  void whenAnExceptionIsShown_thenByClassesAndFramesAndNeverByItsMessages() {
    var thrown = new IllegalStateException("row (hunter2)", new SQLException(SECRET));

    var text = Causes.of(thrown);

    assertThat(text)
        .contains("java.lang.IllegalStateException\n\tat dev.drydock.access.CausesTest")
        .contains("caused by java.sql.SQLException")
        .doesNotContain("hunter2", "jdbc:");
    assertThat(Causes.classesOf(thrown))
        .isEqualTo("java.lang.IllegalStateException < java.sql.SQLException");
  }

  @Test
  void givenCausesInACircle_whenShown_thenEachIsShownOnce() {
    var inner = new IllegalStateException("inner");
    var outer = new IllegalArgumentException("outer", inner);
    inner.initCause(outer);

    assertThat(Causes.classesOf(outer).split(" < ")).hasSize(2);
  }
}
