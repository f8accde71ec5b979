package io.plateau.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTimeTest {
  @Test
  void tasksOneAfterTheOtherAddUpAndTasksBesideEachOtherDoNot() {
    WorkTime first = new WorkTime("1", 100, 110);
    assertThat(WorkTime.longest(List.of())).isZero();
    assertThat(WorkTime.longest(List.of(new WorkTime("1", 115, 120), first))).isEqualTo(15);
    assertThat(WorkTime.longest(List.of(new WorkTime("1", 105, 120), first))).isEqualTo(20);
    assertThat(WorkTime.longest(List.of(new WorkTime("1", 102, 104), first))).isEqualTo(10);
  }

  @Test
  void clocksOfExecutorsAreTheirOwn() {
    List<WorkTime> times =
        List.of(new WorkTime("1", 0, 10), new WorkTime("2", -900, -880), new WorkTime("1", 12, 15));
    assertThat(WorkTime.longest(times)).isEqualTo(20);
  }
}
