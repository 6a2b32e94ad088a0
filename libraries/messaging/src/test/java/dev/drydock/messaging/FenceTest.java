package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.Command;
import dev.drydock.contracts.Message;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FenceTest {
  @Test
  void givenAHigherTokenWasSeen_whenACommandIsBehindIt_thenItIsBarred() {
    assertThat(Fence.bars(check(7), 8)).isTrue();
    assertThat(Fence.bars(check(8), 8)).isFalse();
    assertThat(Fence.bars(migration(0), 8)).isTrue();
  }

  @Test
  void whenACheckBelongsToNoAttempt_thenNothingKeepsItOut() {
    assertThat(Fence.bars(check(0), 8)).isFalse();
  }

  @Test
  void whenAnExceptionIsLogged_thenItsMessagesAreNot() {
    var thrown = new IllegalStateException("hunter2", new SQLException("password=hunter2"));

    assertThat(Causes.of(thrown))
        .contains("java.lang.IllegalStateException", "caused by java.sql.SQLException", "\tat ")
        .doesNotContain("hunter2");
  }

  private static Message<? extends Command> check(long token) {
    return command(token, Command.CheckTenant.class);
  }

  private static Message<? extends Command> migration(long token) {
    return command(token, Command.MigrateTenant.class);
  }

  private static Message<? extends Command> command(long token, Class<? extends Command> type) {
    var command =
        Samples.all().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    return Samples.message("shop-a", token, 0, command);
  }
}
