package io.plateau.ml.params;

import io.plateau.spec.LossSpec;
import org.apache.spark.ml.param.BooleanParam;

/** The param by which labels are brought to one scale while training. */
public interface HasLabelScale extends HasNetworkParams {
  default BooleanParam standardizeLabel() {
    return declared().get("standardizeLabel");
  }

  /** What is set, else true but with a loss of counts. */
  default boolean getStandardizeLabel() {
    return resolved(LossSpec.STANDARDIZE_LABEL);
  }
}
