from kzling.ids import cluster_id
from kzling.resolution.clusters import cluster_key, clusters


def test_equal_full_names_are_one_cluster() -> None:
    found = clusters([("d2:0-5", cluster_key("Kanat Altynbayev")), ("d1:0-5", cluster_key("KANAT ALTYNBAYEV"))])
    assert found == {"d1:0-5": cluster_id(("d1:0-5",)), "d2:0-5": cluster_id(("d1:0-5",))}


def test_bare_surnames_stay_apart() -> None:
    found = clusters([("d1:0-5", cluster_key("Umarov")), ("d2:0-5", cluster_key("Umarov"))])
    assert len(set(found.values())) == 2
