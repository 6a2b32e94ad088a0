package dev.drydock.notifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.notifier.domain.AddressPolicy.Network;
import dev.drydock.notifier.domain.AddressPolicy.Ruling;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private final AddressPolicy policy = new AddressPolicy(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1"
      })
  void refusesWhatIsNotPublic(String address) {
    assertThat(policy.judge(InetAddress.ofLiteral(address))).isEqualTo(Ruling.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700:4700::1111"})
  void acceptsWhatIsPublic(String address) {
    assertThat(policy.judge(InetAddress.ofLiteral(address))).isEqualTo(Ruling.PUBLIC);
  }

  @Test
  void givenAnAllowedNetwork_whenJudging_thenOnlyItIsAllowed() {
    // given
    var allowing = new AddressPolicy(List.of(Network.of("10.20.0.0/16")));

    // when
    var inside = allowing.judge(InetAddress.ofLiteral("10.20.3.4"));
    var outside = allowing.judge(InetAddress.ofLiteral("10.21.0.1"));

    // then
    assertThat(inside).isEqualTo(Ruling.ALLOWED);
    assertThat(outside).isEqualTo(Ruling.REFUSED);
  }
}
