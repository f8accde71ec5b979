package io.plateau.engine.threads;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time in which a task worked.
 *
 * @param executor where
 * @param from nanoseconds of the executor's own clock
 * @param to likewise
 */
public record WorkTime(String executor, long from, long to) {

  /** Nanoseconds in which the executor that worked longest had a task at work, or more than one. */
  public static long longest(List<WorkTime> times) {
    Map<String, long[]> executors = new HashMap<>();
    long longest = 0;
    List<WorkTime> ascending =
        times.stream().sorted(Comparator.comparingLong(time -> time.from)).toList();
    for (WorkTime time : ascending) {
      // Nanoseconds so far, and when the last task ended.
      long[] worked = executors.computeIfAbsent(time.executor, name -> new long[] {0, time.from});
      worked[0] += Math.max(0, time.to - Math.max(time.from, worked[1]));
      worked[1] = Math.max(worked[1], time.to);
      longest = Math.max(longest, worked[0]);
    }
    return longest;
  }
}
