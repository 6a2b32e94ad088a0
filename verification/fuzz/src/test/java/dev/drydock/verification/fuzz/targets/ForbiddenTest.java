package dev.drydock.verification.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracles say no to what they are there for. */
class ForbiddenTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.31.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "::ffff:10.0.0.1"
      })
  void addressesThatNoWebhookMayReach(String address) {
    assertThat(Forbidden.is(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946"})
  void publicAddresses(String address) {
    assertThat(Forbidden.is(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void aRepeatedSecretIsFound() {
    assertThatThrownBy(() -> Secret.isNotIn(List.of("port " + Secret.TEXT + " is none")))
        .isInstanceOf(Property.class);
    assertThatCode(() -> Secret.isNotIn(List.of("port is none"))).doesNotThrowAnyException();
  }
}
