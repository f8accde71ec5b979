package io.plateau.table.fit;

import java.io.Serializable;

/**
 * Estimate of how many different values there are, the same in any order: HyperLogLog (Flajolet et
 * al. 2007, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm") with
 * 4096 registers, whose standard error is 1.6 percent.
 */
final class Distinct implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 12;
  private static final int REGISTERS = 1 << BITS;

  private final byte[] registers = new byte[REGISTERS];

  /** <em>Adds</em> a value by its hash, whose bits must be well mixed. */
  void add(long hash) {
    int register = (int) (hash >>> (64 - BITS));
    int rank = Long.numberOfLeadingZeros(hash << BITS | 1L << (BITS - 1)) + 1;
    registers[register] = (byte) Math.max(registers[register], rank);
  }

  /** <em>Adds into</em> this the values of another. */
  void add(Distinct other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  long estimate() {
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      zeros += register == 0 ? 1 : 0;
    }
    double alpha = 0.7213 / (1 + 1.079 / REGISTERS);
    double raw = alpha * REGISTERS * REGISTERS / sum;
    boolean few = raw <= 2.5 * REGISTERS && zeros > 0;
    return Math.round(few ? REGISTERS * StrictMath.log((double) REGISTERS / zeros) : raw);
  }
}
