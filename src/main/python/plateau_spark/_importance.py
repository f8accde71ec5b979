"""Which columns of a table matter to a model."""

import json
from typing import Any, Dict

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import NumericType

from plateau_spark import _frames
from plateau_spark._stage import over_connect


class ColumnImportances:
    """Importances of the columns of a table, of a model with encoder and network."""

    def featureImportances(self, dataset: DataFrame) -> Dict[str, float]:
        """How much the mean loss of rows rises when a column's values come from other rows.

        Rows with labels that training did not have are left out. Not over Spark Connect.

        Parameters
        ----------
        dataset
            rows with the columns of training, the label among them

        Returns
        -------
        dict
            the rise by column, the largest first; about 0 for one that does not matter
        """
        if over_connect():
            raise NotImplementedError(
                "Spark Connect gives no access to the network of a model of a table; save the"
                " model, and load it in a session that is not of Connect"
            )
        model: Any = self
        encoded = model.encoder.transform(dataset)
        features = model.encoder.getOutputCol()
        label = _frames.free("label", {name.lower() for name in encoded.columns})
        encoded = encoded.withColumn(label, self._target(encoded)).where(F.col(label).isNotNull())
        network = model.network
        network = network.copy({network.labelCol: label, network.featuresCol: features})
        # Set in Java alone, by the fit; the rows here need no such column.
        network._java_obj.clear(network._java_obj.getParam("validationIndicatorCol"))
        if model.isSet(model.weightCol):
            network._set(weightCol=model.getWeightCol())
        rises = network.featureImportances(encoded)
        metadata = encoded.schema[features].metadata
        found, at = {}, 0
        for column in json.loads(metadata["plateau_table"])["columns"]:
            width = column.get("width", 1)
            found[column["name"]] = float(sum(rises[at : at + width]))
            at += width
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def _target(self, dataset: DataFrame) -> Column:
        """What the network learned of a label."""
        model: Any = self
        name = model.getLabelCol()
        label = F.col("`" + name.replace("`", "``") + "`")
        if not hasattr(model, "labels"):
            return label.cast("double")
        if isinstance(dataset.schema[name].dataType, NumericType):
            labels = [F.lit(float(each)) for each in model.labels]
            label = label.cast("double")
        else:
            labels = [F.lit(each) for each in model.labels]
            label = label.cast("string")
        place = F.array_position(F.array(*labels), label)
        return F.when(place > 0, (place - 1).cast("double"))
