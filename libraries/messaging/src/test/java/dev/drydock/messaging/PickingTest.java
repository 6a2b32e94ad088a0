package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.messaging.Picking.Candidate;
import dev.drydock.messaging.Picking.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickingTest {
  @Test
  void givenOneServersLongQueue_thenOtherServersGetTheirTurn() {
    // given
    var queue = new ArrayList<Candidate>();
    for (int i = 0; i < 10; i++) {
      queue.add(alone("a" + i, "a"));
    }
    queue.add(alone("b0", "b"));

    // when
    var picked = new Picking(3, 8).pick(queue, Map.of());

    // then
    assertThat(ids(picked)).containsExactly("a0", "b0", "a1");
  }

  @Test
  void givenAServerAtItsLimit_thenNothingMoreIsBegunThere() {
    // given
    var queue = List.of(alone("a0", "a"), alone("b0", "b"), alone("b1", "b"), alone("b2", "b"));

    // when
    var picked = new Picking(8, 2).pick(queue, Map.of("a", 2));

    // then
    assertThat(ids(picked)).containsExactly("b0", "b1");
  }

  @Test
  void givenAGroupLargerThanTheRoom_thenItComesWhole_andLeavesAPlace() {
    // given
    var queue = new ArrayList<Candidate>();
    for (int i = 0; i < 100; i++) {
      queue.add(new Candidate("g" + i, "take", "a", "shared", 60));
    }
    queue.add(alone("b0", "b"));

    // when
    var picked = new Picking(4, 4).pick(queue, Map.of());

    // then
    assertThat(picked).extracting(group -> group.members().size()).containsExactly(60, 1);
    assertThat(picked).extracting(Group::weight).containsExactly(3, 1);
  }

  @Test
  void givenDifferentKeys_thenGroupsStayApart() {
    // given
    var queue =
        List.of(
            new Candidate("x0", "take", "a", "x", 10),
            new Candidate("y0", "take", "a", "y", 10),
            new Candidate("x1", "take", "a", "x", 10),
            new Candidate("p0", "prove", "a", "x", 10));

    // when
    var picked = new Picking(8, 8).pick(queue, Map.of());

    // then
    assertThat(picked)
        .extracting(group -> group.members().stream().map(Candidate::messageId).toList())
        .containsExactly(List.of("x0", "x1"), List.of("y0"), List.of("p0"));
  }

  private static Candidate alone(String id, String server) {
    return new Candidate(id, "restore", server, null, 1);
  }

  private static List<String> ids(List<Group> groups) {
    return groups.stream()
        .flatMap(group -> group.members().stream())
        .map(Candidate::messageId)
        .toList();
  }
}
