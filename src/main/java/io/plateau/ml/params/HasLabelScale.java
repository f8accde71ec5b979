package io.plateau.ml.params;

import io.plateau.nn.Losses;
import io.plateau.nn.Target;
import org.apache.spark.ml.param.BooleanParam;

/** The param by which labels are brought to one scale while training. */
public interface HasLabelScale extends HasNetworkParams {
  default BooleanParam standardizeLabel() {
    return declared().standardizeLabel;
  }

  /** The value that is set, else whether the loss takes real numbers. */
  default boolean getStandardizeLabel() {
    return isDefined(standardizeLabel())
        ? (Boolean) getOrDefault(standardizeLabel())
        : getLoss().equals("auto") || Losses.named(getLoss()).target() == Target.REAL;
  }
}
