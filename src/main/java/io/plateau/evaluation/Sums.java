package io.plateau.evaluation;

import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.Stream;

/** Sums over rows of predictions. Its subclasses are final classes, which Kryo can take. */
abstract class Sums implements Serializable {
  private static final long serialVersionUID = 1;

  long rows;
  double weight;

  /** Counts a row, of which {@link #rows} and {@link #weight} know already. */
  abstract void count(Predicted row);

  /** The arrays that are summed, as many and as long for every part of the rows. */
  abstract Stream<double[]> arrays();

  /** Counts the rows of a part that weigh something. */
  final void count(Iterator<Predicted> part) {
    while (part.hasNext()) {
      Predicted row = part.next();
      if (row.weight() > 0) {
        rows++;
        weight += row.weight();
        count(row);
      }
    }
  }

  /** <em>Adds into</em> this the sums over other rows. */
  void add(Sums other) {
    rows += other.rows;
    weight += other.weight;
    Iterator<double[]> others = other.arrays().iterator();
    arrays()
        .forEach(
            into -> {
              double[] more = others.next();
              for (int i = 0; i < into.length; i++) {
                into[i] += more[i];
              }
            });
  }
}
