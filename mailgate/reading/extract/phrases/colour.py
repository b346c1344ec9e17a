"""How authors say in which colour they answered between another's words."""

from mailgate.reading.extract.phrases import phrases

COLOURS = {
    name: phrases(table)
    for name, table in {
        "red": """
            in red | red below | in rot | rot markiert | in roter | en rouge | en rojo | in rosso | em vermelho |
            a vermelho | in het rood | in rood | na czerwono | красным | червоним | červeně | červenou | med rött |
            i rött | med rødt | i rødt | punaisella | kırmızı ile | kırmızıyla | kırmızı renkte | pirossal | cu roșu |
            με κόκκινο | 赤字 | 赤色 | 红色 | 紅色 | 红字 | 紅字 | 빨간 | باللون الأحمر | באדום
        """,
        "blue": """
            in blue | blue below | in blau | blau markiert | in blauer | en bleu | en azul | in blu | em azul |
            in het blauw | in blauw | na niebiesko | синим | синім | modře | modrou | med blått | i blått | med blåt |
            i blåt | sinisellä | mavi ile | maviyle | mavi renkte | kékkel | cu albastru | με μπλε | 青字 | 青色 |
            蓝色 | 藍色 | 蓝字 | 藍字 | 파란 | باللون الأزرق | בכחול
        """,
        "green": """
            in green | green below | in grün | grün markiert | in grüner | en vert | en verde | in verde | em verde |
            a verde | in het groen | in groen | na zielono | зелёным | зеленым | зеленим | zeleně | zelenou |
            med grönt | i grönt | med grønt | i grønt | vihreällä | yeşil ile | yeşille | yeşil renkte | zölddel |
            cu verde | με πράσινο | 緑字 | 緑色 | 绿色 | 綠色 | 초록 | 녹색 | باللون الأخضر | בירוק
        """,
        "purple": """
            in purple | in violet | in lila | en violet | en morado | in viola | em roxo | in paars | na fioletowo |
            фиолетовым | fialově | i lila | med lilla | i lilla | violetilla | mor renkte | 紫色 | 보라
        """,
        "orange": """
            in orange | en orange | en naranja | in arancione | em laranja | in oranje | na pomarańczowo | оранжевым |
            oranžově | i orange | med orange | oranssilla | turuncu renkte | オレンジ | 橙色 | 주황
        """,
    }.items()
}
"""A colour -> the ways to say that something is written in it."""
