package io.plateau.engine.shard;

import java.util.Iterator;
import java.util.stream.IntStream;

/** Rows that lie in memory together, each of which can be asked for at any time. */
public interface ExampleBlock {
  /** How many rows it holds, those of weight 0 counted. */
  int rows();

  /** A view of a row, by its number from 0. */
  Example example(int i);

  /** Its rows one by one. */
  default Iterator<Example> examples() {
    return IntStream.range(0, rows()).mapToObj(this::example).iterator();
  }
}
