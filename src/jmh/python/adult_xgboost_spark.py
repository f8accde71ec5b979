"""Fits Adult in one Spark session by turns: plateau_spark's TabularClassifier and xgboost.spark.

    python src/jmh/python/adult_xgboost_spark.py [TURNS]

Both take the same training rows and are measured on the same test rows; xgboost.spark takes codes of StringIndexer, as it
takes no strings, and the time of indexing counts. Needs the wheel of plateau_spark, pyspark, pandas, pyarrow and xgboost.
"""
import statistics
import sys
import time
from pathlib import Path

import plateau_spark
from pyspark.ml import Pipeline
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StringIndexer
from xgboost.spark import SparkXGBClassifier

DATA = Path(__file__).parents[3] / "jobs" / "data"


def rows(spark, part):
    table = spark.read.csv(str(DATA / f"adult-{part}.csv.gz"), header=True, inferSchema=True, ignoreLeadingWhiteSpace=True)
    return table.selectExpr("*", "CAST(income LIKE '>50K%' AS DOUBLE) AS label").drop("income").repartition(2)


def xgboost(train):
    texts = [name for name, kind in train.dtypes if kind == "string"]
    numbers = [name for name, kind in train.dtypes if kind != "string" and name != "label"]
    codes = [f"{name}_code" for name in texts]
    index = StringIndexer(inputCols=texts, outputCols=codes, handleInvalid="keep")
    boosted = SparkXGBClassifier(features_col=[*numbers, *codes], label_col="label", num_workers=1)
    return Pipeline(stages=[index, boosted])


def main(turns=3):
    spark = plateau_spark.session("local[2]")
    train, test = rows(spark, "train").cache(), rows(spark, "test").cache()
    train.count()
    test.count()
    makers = {
        "plateau quick": lambda: plateau_spark.TabularClassifier(effort="quick"),
        "plateau": plateau_spark.TabularClassifier,
        "xgboost.spark": lambda: xgboost(train),
    }
    seconds = {name: [] for name in makers}
    for turn in range(int(turns)):
        for name, make in makers.items():
            started = time.perf_counter()
            model = make().fit(train)
            seconds[name].append(time.perf_counter() - started)
            if turn == 0:
                auc = BinaryClassificationEvaluator().evaluate(model.transform(test))
                right = model.transform(test).where("prediction = label").count() / test.count()
                print(f"{name}: AUC {auc:.4f}, accuracy {right:.4f}", flush=True)
    for name, each in seconds.items():
        again = statistics.median(each[1:]) if len(each) > 1 else float("nan")
        print(f"{name}: first fit {each[0]:.1f} s, again {again:.1f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
