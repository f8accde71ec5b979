package io.plateau.ml.params;

import org.apache.spark.ml.param.BooleanParam;

/** The param by which labels are brought to one scale while training. */
public interface HasLabelScale extends HasNetworkParams {
  default BooleanParam standardizeLabel() {
    return declared().standardizeLabel;
  }

  /** What is set, else true but with loss poisson. */
  default boolean getStandardizeLabel() {
    return isDefined(standardizeLabel())
        ? (Boolean) getOrDefault(standardizeLabel())
        : !getLoss().equals("poisson");
  }
}
