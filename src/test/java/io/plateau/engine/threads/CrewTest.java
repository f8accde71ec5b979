package io.plateau.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyPartOfEveryJobIsDoneOnceAndSeenByTheCaller(int threads) throws InterruptedException {
    int[] seen = new int[7];
    try (Crew crew = new Crew(threads)) {
      for (int job = 1; job <= 2000; job++) {
        AtomicIntegerArray done = new AtomicIntegerArray(7);
        int parts = 1 + job % 7;
        int stamp = job;
        crew.each(
            parts,
            part -> {
              done.incrementAndGet(part);
              // Not volatile: that the caller sees it is the crew's doing.
              seen[part] = stamp;
            });
        for (int part = 0; part < parts; part++) {
          assertThat(done.get(part)).isEqualTo(1);
          assertThat(seen[part]).isEqualTo(job);
        }
        if (job % 500 == 0) {
          // Long enough for the others to park.
          Thread.sleep(2);
        }
      }
    }
  }

  @Test
  void aFailureIsTheCallersAndTheCrewGoesOn() {
    try (Crew crew = new Crew(3)) {
      assertThatThrownBy(
              () ->
                  crew.each(
                      8,
                      part -> {
                        if (part == 5) {
                          throw new IllegalArgumentException("part 5");
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("part 5");
      int[] done = new int[8];
      crew.each(8, part -> done[part] = part);
      assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void aMapGivesResultsInOrderNullsToo() {
    for (int threads = 1; threads <= 4; threads++) {
      List<Integer> results = new ArrayList<>();
      try (Crew crew = new Crew(threads)) {
        new ParallelMap<>(IntStream.range(0, 10).iterator(), i -> i % 3 == 0 ? null : i, crew)
            .forEachRemaining(results::add);
      }
      assertThat(results).containsExactly(null, 1, 2, null, 4, 5, null, 7, 8, null);
    }
  }

  @Test
  void anErrorOfAMapIsThrownWhenNoThreadIsAtWork() {
    CountDownLatch failing = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    Function<Integer, Integer> work =
        element -> {
          if (element == 0) {
            failing.countDown();
            throw new OutOfMemoryError("of an element");
          }
          try {
            failing.await();
            Thread.sleep(100);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          done.set(true);
          return element;
        };
    try (Crew crew = new Crew(2)) {
      assertThatThrownBy(() -> new ParallelMap<>(List.of(0, 1).iterator(), work, crew).next())
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("of an element");
      assertThat(done).isTrue();
    }
  }

  @Test
  void coresOfACrewThatCannotStartAreFree() {
    assertThatThrownBy(
            () ->
                Cores.lend(
                    3,
                    threads -> {
                      throw new OutOfMemoryError("no thread");
                    }))
        .hasMessage("no thread");
    try (Cores.Lent lent = Cores.lend(3, Crew::new)) {
      assertThat(lent.crew().threads()).isEqualTo(3);
    }
  }

  @Test
  void coresThatAreLentAreNotLentAgain() {
    try (Cores.Lent first = Cores.lend(4, Crew::new)) {
      assertThat(first.crew().threads()).isEqualTo(4);
      try (Cores.Lent second = Cores.lend(4, Crew::new)) {
        assertThat(second.crew().threads()).isEqualTo(1);
      }
    }
    try (Cores.Lent again = Cores.lend(3, Crew::new)) {
      assertThat(again.crew().threads()).isEqualTo(3);
    }
  }

  @Test
  void noMoreCoresAreLentThanTheMachineHas() {
    try (Cores.Lent lent = Cores.lend(400)) {
      assertThat(lent.crew().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "local, , , 1",
    "local[3], , , 3",
    "'local[4,2]', , 400, 4",
    "yarn, 8, , 8",
    "yarn, 8, 400, 8",
    "yarn, , , 5",
    "yarn, , 400, 1",
    "k8s://https://host, , 400, 1",
  })
  void coresOfAnExecutorAreThoseItHas(
      String master, String cores, String parallelism, int expected) {
    SparkConf conf = new SparkConf(false).setMaster(master);
    if (cores != null) {
      conf.set("spark.executor.cores", cores);
    }
    if (parallelism != null) {
      conf.set("spark.default.parallelism", parallelism);
    }
    int parallel = parallelism == null ? 20 : Integer.parseInt(parallelism);
    assertThat(Cores.ofExecutor(conf, parallel, 4)).isEqualTo(expected);
  }

  @Test
  void anExecutorOfAStandaloneClusterIsTakenToHaveTheCoresOfThisMachine() {
    SparkConf conf = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(Cores.ofExecutor(conf.set("spark.default.parallelism", "400"), 400, 4))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
