package io.plateau.ml.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCheckTest {
  /** The least double that rounds to an infinite float: half a unit above the largest float. */
  private static final double OVERFLOW = Float.MAX_VALUE + Math.ulp(Float.MAX_VALUE) / 2.0;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 6})
  void aVectorIsValidExactlyWhereItsFloatsAreFinite(int place) {
    double below = Math.nextDown(OVERFLOW);
    for (double value : new double[] {0, -0.0, below, -below, Double.MIN_VALUE, Float.MAX_VALUE}) {
      assertThat((float) value).isFinite();
      assertThat(RowCheck.invalid("x", dense(place, value), FeatureColumns.NUMBERS)).isNull();
    }
    for (double value :
        new double[] {OVERFLOW, -OVERFLOW, 1e300, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThat(Float.isFinite((float) value)).isFalse();
      assertThat(RowCheck.invalid("x", dense(place, value), FeatureColumns.NUMBERS))
          .isEqualTo(
              "column \"x\": expected %s, got %s at index %d",
              Double.isFinite(value)
                  ? "numbers that are finite as 32-bit floats"
                  : "finite numbers",
              value,
              place);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 1e39})
  void aSparseVectorTellsTheFeature(double value) {
    assertThat(
            RowCheck.invalid(
                "x",
                Vectors.sparse(9, new int[] {2, 7}, new double[] {1, value}),
                FeatureColumns.NUMBERS))
        .endsWith("at index 7");
  }

  private static org.apache.spark.ml.linalg.Vector dense(int place, double value) {
    double[] values = {1, 2, 3, 4, 5, 6, 7};
    values[place] = value;
    return Vectors.dense(values);
  }
}
