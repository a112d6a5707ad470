"""Pages in Spanish (of Latin America) and German."""

from datetime import datetime

from tests.blogger.authored.notation import paragraphs, removed, reply, thread, top
from tests.blogger.truth import Template, TruePage

SPANISH = TruePage(
    name="la-visita-de-la-delegacion",
    language="es-419",
    time_format="spanish",
    title="La visita de la delegación",
    published_at=datetime(2016, 8, 9, 7, 30),
    template=Template(blog="Cuaderno de guardia", owner="Amparo Cisneros", labels=("visitas",)),
    post=paragraphs("""
Ayer recibimos a una delegación inglesa que quería conocer cómo trabajamos aquí la libertad vigilada.

Eran cuatro, traían intérprete y un regalo: una tetera. Les mostramos la sala de espera, que es también el archivo, y el archivo, que es también la cocina. Preguntaron cuántos casos lleva cada oficial. Les dije que ciento diez y el intérprete me pidió que lo repitiera.

Después nos contaron lo suyo. Allá dividieron el servicio en dos, vendieron una de las mitades y ahora la mitad vendida ocupa el mismo edificio que la otra, con una puerta en medio que no se puede abrir. Les pregunté quién tenía la llave. Se rieron mucho, pero nadie contestó.

Al final nos sacamos una foto en la escalera. La señora mayor, que lleva treinta años en esto, me tomó del brazo y me dijo algo que el intérprete no alcanzó a traducir. Creo que era un consejo.
"""),
    comments=thread(
        2016, 8,
        top("Anónimo", "9 08:05", """
Yo estuve en esa reunión y lo que más me llamó la atención fue que tomaban notas a mano.

Uno de ellos me explicó que el sistema no les acepta texto libre, y que por eso cargan todos un cuaderno.
"""),
        reply("Amparo Cisneros", "9 08:40", "¡Igual que nosotros! Con la diferencia de que nosotros no tenemos sistema.", has_profile=True),
        top("Oficial 12 de Los Álamos", "9 09:15", "Ciento diez es poco. En Los Álamos vamos por ciento treinta y dos, y dos de los escritorios son prestados."),
        reply("Anónimo", "9 10:26", "¿Prestados de quién?"),
        reply("Oficial 12 de Los Álamos", "9 11:02", """
De la escuela de enfrente.

En marzo los piden de vuelta.
"""),
        removed("Anónimo", "9 12:20", language="es-419"),
        top("Anónimo", "10 07:45", """
Borrar una puerta es fácil en un plano. En un edificio hay que tener llave.
"""),
        top("R. Quintero", "10 19:30", "¿Y la tetera?"),
    ),
)  # fmt: skip

GERMAN = TruePage(
    name="der-neue-vordruck",
    language="de",
    time_format="german",
    title="Der neue Vordruck",
    published_at=datetime(2015, 6, 5, 17, 50),
    template=Template(blog="Zimmer 214", owner="Gesine Ahlhorn", has_sidebar=True),
    post=paragraphs("""
Seit Montag haben wir einen neuen Vordruck für den Erstbericht, und ich habe mir die Mühe gemacht, die Felder zu zählen.

Es sind einhundertzwölf. Im alten waren es vierzig. Hinzugekommen sind unter anderem die Schuhgröße, die wir brauchen, falls jemand gemeinnützige Arbeit leistet und Sicherheitsschuhe bekommt, und ein Feld mit der Überschrift »Sonstiges (bitte begründen)«.

Ich will nicht ungerecht sein. Die Kollegin, die ihn entworfen hat, hatte dafür zwei Wochen und drei Vorgesetzte, von denen jeder etwas vermisste. So entstehen Vordrucke, und so entstehen übrigens auch Gesetze.

Was mir fehlt, ist das eine Feld, das es im alten noch gab. Es hieß »Eindruck« und war vier Zeilen lang. Ich habe in dreißig Jahren nichts gelesen, was mir mehr geholfen hätte als diese vier Zeilen, wenn ein Fall aus anderer Hand zu mir kam.
"""),
    comments=thread(
        2015, 6,
        top("Anonym", "5 19:02", "Die Schuhgröße habe ich für einen Scherz gehalten und »Sonstiges« eingetragen. Es kam zurück."),
        reply("Gesine Ahlhorn", "5 19:40", "Mit Begründung?", has_profile=True),
        reply("Anonym", "5 20:11", """
Mit Vordruck.

Der hatte auch wieder ein Feld für Sonstiges.
"""),
        top("Kanzlei am Wall", "6 10:33", """
Löschen Sie doch einfach, was Sie nicht brauchen. Im Entwurf stand ausdrücklich, dass das zulässig ist:
1. nicht zutreffende Felder streichen,
2. Streichung mit Datum versehen,
3. Kürzel.
Wir machen das seit Mai und niemand hat sich beschwert.
"""),
        top("Anonym", "6 11:20", """
Antworten auf solche Fragen bekommt man bei uns nur mündlich, und dann war es keiner.

Ich schreibe den Eindruck jetzt auf einen gelben Zettel und klebe ihn innen in die Akte. Bisher sind alle noch da.
"""),
        reply("Bewährungshelfer 3", "7 08:15", "Bei uns auch. Gelb ist ausgegangen, wir sind bei Rosa."),
        top("Anonym", "8 21:45", "Danke."),
    ),
)  # fmt: skip
